"""The generator of the model district 样例县（虚构）: a dozen services over two years, openly fictional."""

from answerable.actions.offline.model.district import model_district

__all__ = ["model_district"]

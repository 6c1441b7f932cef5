"""May this work be outsourced? Facts about a work item in, a verdict with duties and grounds out."""

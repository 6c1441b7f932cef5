"""What every role gets at the lists and deeds of an area, written apart from the permissions; one module per area.

`LISTS`: for each list, and each role, the ids of the rows it finds, or that the list is not there.
`DEEDS`: for each deed, and each object (empty for a deed that makes one), the roles that find its form.
"""

"""The wards as citizens call them. A layer, so that what counts and what publishes agree."""

NAMES = {"north": "North Harbour", "east": "Eastgate", "south": "South Meadows", "west": "Old Town"}


def name(ward):
    """What is not among them is called what it is."""
    return NAMES.get(ward, ward)

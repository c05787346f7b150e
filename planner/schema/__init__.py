"""The language in which the office describes what it records and issues; floors above speak it, it knows none of them."""

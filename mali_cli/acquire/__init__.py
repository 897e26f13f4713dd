"""Getting data: plan -> get -> read -> check -> keep."""

-- From now on this connection is told of every change of an organisation.
LISTEN milestone;

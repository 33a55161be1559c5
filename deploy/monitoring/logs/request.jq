# Everything that was said of one request: --arg trace 4bf92f3577b34da6a3ce929d0e0e4736, the id that an error page shows.
select(.["@tr"] == $trace)

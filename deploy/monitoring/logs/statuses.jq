# How many answers of each status, of all lines together: needs --slurp.
map(select(.StatusCode != null)) | group_by(.StatusCode) | map([(.[0].StatusCode | tostring), (length | tostring)] | join(" ")) | .[]

#!lua flags=no-writes
--[[
  Reads fields that belong to one registration.

  KEYS[1]  the optimizer, a hash
  ARGV[1]  the registration: the first 8 bytes of the header
  ARGV[2]  and on: the fields

  Returns what each holds, nil where it is not there, or nil alone if that registration is gone.
]]
local CHUNK = 1000
local header = redis.call('HGET', KEYS[1], 'h')
if string.sub(header or '', 1, 8) ~= ARGV[1] then
  return nil
end
local found = {}
for first = 2, #ARGV, CHUNK do
  local last = math.min(first + CHUNK - 1, #ARGV)
  local chunk = redis.call('HMGET', KEYS[1], unpack(ARGV, first, last))
  for i = 1, last - first + 1 do
    found[first + i - 2] = chunk[i]
  end
end
return found

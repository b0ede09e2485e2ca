#!lua flags=no-writes
--[[
  Reads the inputs whose revisions are listed in other fields.

  KEYS[1]  the optimizer, a hash
  ARGV[1]  the registration: the first 8 bytes of the header
  ARGV[2]  and on: fields that hold revisions, each followed by a space

  Returns those inputs that are there, in the order of the lists, or nil if that registration is
  gone.
]]
local header = redis.call('HGET', KEYS[1], 'h')
if string.sub(header or '', 1, 8) ~= ARGV[1] then
  return nil
end
local found = {}
for i = 2, #ARGV do
  for revision in string.gmatch(redis.call('HGET', KEYS[1], ARGV[i]) or '', '%d+') do
    local input = redis.call('HGET', KEYS[1], 'i' .. revision)
    if input then
      found[#found + 1] = input
    end
  end
end
return found

#!lua
--[[
  Writes how far many optimizers have come, of each only if nobody has written since the caller
  read. They are independent: what became of one says nothing of another.

  KEYS     the optimizers, a hash each
  ARGV[1]  for each in turn, with nothing in between: the version that the caller read, 16 bytes;
           the header to write, 56 bytes; how long the values are, as 4 bytes, the lowest first;
           and the values to write

  Returns a character for each: 1 if it was written, 0 if it has moved on or is gone.
]]
local moves = ARGV[1]
local at = 1
local wrote = {}
for i, key in ipairs(KEYS) do
  local length = struct.unpack('<I4', moves, at + 72)
  -- Whatever is wrong with one key must not keep the others from being told of theirs.
  local header = redis.pcall('HGET', key, 'h')
  if type(header) == 'string' and string.sub(header, 1, 16) == string.sub(moves, at, at + 15) then
    local values = string.sub(moves, at + 76, at + 75 + length)
    redis.call('HSET', key, 'h', string.sub(moves, at + 16, at + 71), 'v', values)
    wrote[i] = '1'
  else
    wrote[i] = '0'
  end
  at = at + 76 + length
end
return table.concat(wrote)

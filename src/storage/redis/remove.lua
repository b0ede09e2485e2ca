#!lua
--[[
  Removes an optimizer and all that belongs to it.

  KEYS[1]  the index of its bucket
  KEYS[2]  state
  KEYS[3]  and on: its other keys
  ARGV[1]  where its lines in the index begin, as ZRANGEBYLEX takes it
  ARGV[2]  where they end

  Returns 1 if there was one, 0 if not.
]]
local existed = redis.call('EXISTS', KEYS[2])
redis.call('ZREMRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2])
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
end
return existed

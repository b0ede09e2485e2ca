#!lua
--[[
  Stores a new optimizer, unless there is one.

  KEYS[1]  state
  KEYS[2]  plan
  KEYS[3]  definition
  KEYS[4]  the index of its bucket, a sorted set in which all scores are 0
  ARGV[1]  the state
  ARGV[2]  the plan
  ARGV[3]  the definition
  ARGV[4]  its line in the index

  Returns 1 if it was stored, 0 if there was one already.
]]
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[2])
redis.call('SET', KEYS[3], ARGV[3])
redis.call('ZADD', KEYS[4], 0, ARGV[4])
return 1

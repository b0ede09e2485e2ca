#!lua
--[[
  Stores an optimizer whole: where there is none, or in the place of the one that the caller read.

  KEYS[1]  the optimizer, a hash
  KEYS[2]  the index of its bucket, a sorted set in which all scores are 0
  ARGV[1]  the version that the caller read, or '' where there must be none
  ARGV[2]  its entry in the index
  ARGV[3]  where its entry in the index begins, as ZRANGEBYLEX takes it
  ARGV[4]  where it ends
  ARGV[5]  and on: each field and what it holds

  Returns 1 if it was stored, 0 if there is another than the caller expected.
]]
-- include labels
local CHUNK = 1000
local header = redis.call('HGET', KEYS[1], 'h')
if string.sub(header or '', 1, 16) ~= ARGV[1] then
  return 0
end
local label_entries = label_entries_of(ARGV[2])
local before = listed(KEYS[2], ARGV[3], ARGV[4])
redis.call('UNLINK', KEYS[1])
for _, member in ipairs(before) do
  redis.call('ZREM', KEYS[2], member)
end
redis.call('ZADD', KEYS[2], 0, ARGV[2])
for _, entry in ipairs(label_entries) do
  redis.call('ZADD', KEYS[2], 0, entry)
end
for first = 5, #ARGV, CHUNK do
  redis.call('HSET', KEYS[1], unpack(ARGV, first, math.min(first + CHUNK - 1, #ARGV)))
end
return 1

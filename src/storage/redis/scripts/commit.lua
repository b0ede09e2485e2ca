#!lua
--[[
  Writes what one decision changed, unless another caller has written since this one read.

  KEYS[1]  the optimizer, a hash
  KEYS[2]  the index of its bucket, where its entry there changes
  ARGV[1]  the version that the caller read: the first 16 bytes of the header
  ARGV[2]  the key of a receipt to store, or ''
  ARGV[3]  the text of the receipt
  ARGV[4]  how many receipts to keep
  ARGV[5]  where the fields to delete begin
  ARGV[6]  where the fields to write begin
  ARGV[7]  with KEYS[2] only: its entry in the index, and where that begins and ends, as ZRANGEBYLEX
           takes it
  and on:  each list of changes that grows, and the text to append to it;
           then the fields to delete; then each field to write and its value

  Returns 1 if it wrote, 0 if another writer was first or the optimizer is gone.
]]
-- include labels
local CHUNK = 1000
local key, index = KEYS[1], KEYS[2]
local header = redis.call('HGET', key, 'h')
if not header or string.sub(header, 1, 16) ~= ARGV[1] then
  return 0
end
local deleted, written = tonumber(ARGV[5]), tonumber(ARGV[6])
if index then
  local entries = label_entries_of(ARGV[7])
  for _, member in ipairs(listed(index, ARGV[8], ARGV[9])) do
    redis.call('ZREM', index, member)
  end
  redis.call('ZADD', index, 0, ARGV[7])
  for _, entry in ipairs(entries) do
    redis.call('ZADD', index, 0, entry)
  end
end
for i = index and 10 or 7, deleted - 1, 2 do
  redis.call('HSET', key, ARGV[i], (redis.call('HGET', key, ARGV[i]) or '') .. ARGV[i + 1])
end
for first = deleted, written - 1, CHUNK do
  redis.call('HDEL', key, unpack(ARGV, first, math.min(first + CHUNK, written) - 1))
end
for first = written, #ARGV, CHUNK do
  redis.call('HSET', key, unpack(ARGV, first, math.min(first + CHUNK - 1, #ARGV)))
end
-- Receipts are in a ring of slots: a new one takes the slot of the oldest, which is deleted.
if ARGV[2] ~= '' and redis.call('HSET', key, 'r' .. ARGV[2], ARGV[3]) == 1 then
  local slot = 'k' .. redis.call('HINCRBY', key, 'n', 1) % tonumber(ARGV[4])
  local oldest = redis.call('HGET', key, slot)
  if oldest then
    redis.call('HDEL', key, 'r' .. oldest)
  end
  redis.call('HSET', key, slot, ARGV[2])
end
return 1

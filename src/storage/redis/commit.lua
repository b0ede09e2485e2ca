#!lua
--[[
  Writes what one decision changed, but only if nobody has written since the caller read.

  KEYS[1]  state
  KEYS[2]  plan
  KEYS[3]  inputs, a list
  KEYS[4]  receipts, a list with the latest first
  ARGV[1]  the version that the caller read: the first 16 bytes of the state
  ARGV[2]  the state to store
  ARGV[3]  the plan to store, or '' if it is unchanged
  ARGV[4]  the receipt to remember, or ''
  ARGV[5]  how many receipts to keep
  ARGV[6]  and on: the inputs to append

  Returns 1 if it wrote, 0 if the state has moved on or is gone.
]]
if redis.call('GETRANGE', KEYS[1], 0, 15) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
if ARGV[3] ~= '' then
  redis.call('SET', KEYS[2], ARGV[3])
end
if ARGV[4] ~= '' then
  redis.call('LPUSH', KEYS[4], ARGV[4])
  redis.call('LTRIM', KEYS[4], 0, ARGV[5] - 1)
end
for i = 6, #ARGV do
  redis.call('RPUSH', KEYS[3], ARGV[i])
end
return 1

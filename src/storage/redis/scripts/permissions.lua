#!lua flags=no-writes,allow-oom,allow-stale
--[[
  Says which of the commands that Lockstep sends the user may not run. Runs none of them.

  ARGV[1]  the key of an optimizer
  ARGV[2]  the key of its index
  ARGV[3]  the channel that a commit publishes to where it waits for replicas
  ARGV[4]  for how many replicas commits wait

  Returns the names of the commands, none where the server cannot tell.
]]
local optimizer, index, channel = ARGV[1], ARGV[2], ARGV[3]
local commands = {
  { 'PING' },
  { 'TIME' },
  { 'EVALSHA', '', 1, optimizer },
  { 'HGET', optimizer, '' },
  { 'HMGET', optimizer, '' },
  { 'HSET', optimizer, '', '' },
  { 'HDEL', optimizer, '' },
  { 'HINCRBY', optimizer, '', 1 },
  { 'UNLINK', optimizer },
  { 'ZADD', index, 0, '' },
  { 'ZREM', index, '' },
  { 'ZSCORE', index, '' },
  { 'ZLEXCOUNT', index, '-', '+' },
  { 'ZRANGEBYLEX', index, '-', '+' },
}
if ARGV[4] ~= '0' then
  commands[#commands + 1] = { 'PUBLISH', channel, '' }
  commands[#commands + 1] = { 'WAIT', 1, 1 }
end
local forbidden = {}
if not redis.acl_check_cmd then
  return forbidden
end
for _, command in ipairs(commands) do
  if not redis.acl_check_cmd(unpack(command)) then
    forbidden[#forbidden + 1] = command[1]
  end
end
return forbidden

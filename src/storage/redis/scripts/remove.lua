#!lua flags=allow-oom
--[[
  Removes an optimizer and all that belongs to it. It needs no memory, so a full server does it too.

  KEYS[1]  the optimizer, a hash
  KEYS[2]  the index of its bucket
  ARGV[1]  where its entry in the index begins, as ZRANGEBYLEX takes it
  ARGV[2]  where it ends

  Returns 1 if there was one, 0 if not.
]]
-- include labels
for _, member in ipairs(listed(KEYS[2], ARGV[1], ARGV[2])) do
  redis.call('ZREM', KEYS[2], member)
end
return redis.call('UNLINK', KEYS[1])

#!lua flags=no-writes
--[[
  Reads a list that belongs to one registration.

  KEYS[1]  state
  KEYS[2]  the list
  ARGV[1]  the registration: the first 8 bytes of the state

  Returns the list, or nil if that registration is gone.
]]
if redis.call('GETRANGE', KEYS[1], 0, 7) ~= ARGV[1] then
  return nil
end
return redis.call('LRANGE', KEYS[2], 0, -1)

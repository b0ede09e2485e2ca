#!lua flags=no-writes,allow-oom
--[[
  Reads the clock of the server that keeps an optimizer.

  KEYS[1]  the optimizer

  Returns the seconds since 1970, and the microseconds of the second.
]]
return redis.call('TIME')

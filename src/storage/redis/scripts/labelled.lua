#!lua flags=no-writes
--[[
  Finds the index entries of optimizers that have all of some labels.

  KEYS[1]  the index of a bucket
  ARGV[1]  the id after which to look, or ''
  ARGV[2]  how many to find
  ARGV[3]  and on: the labels, each as the prefix of its label entries in the index

  Returns the entries of those that have them all, and, if there may be more, the last id that was
  examined.
]]
local rarest, least
for i = 3, #ARGV do
  local first, last = '(' .. ARGV[i] .. ARGV[1], '(' .. ARGV[i] .. '\127'
  local count = redis.call('ZLEXCOUNT', KEYS[1], first, last)
  if not least or count < least then
    rarest, least = ARGV[i], count
  end
end
local wanted = tonumber(ARGV[2])
-- Of several labels, an examined optimizer may lack some. The limit bounds the time of the script.
local limit = #ARGV > 3 and 4 * wanted or wanted
local first, last = '(' .. rarest .. ARGV[1], '(' .. rarest .. '\127'
local entries, seen, id = {}, 0, nil
for _, label_entry in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], first, last, 'LIMIT', 0, limit)) do
  seen = seen + 1
  id = string.sub(label_entry, #rarest + 1)
  local has_all = true
  for i = 3, #ARGV do
    has_all = has_all and (ARGV[i] == rarest or redis.call('ZSCORE', KEYS[1], ARGV[i] .. id))
  end
  if has_all then
    entries[#entries + 1] = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. id .. '\0', '(' .. id .. '\1')[1]
  end
  if #entries == wanted then
    break
  end
end
return { entries, seen < least and id }

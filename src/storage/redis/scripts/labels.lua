-- The entries of an index that find an optimizer by its labels, given its line there.
local function entries_of(line)
  local id, shown = string.match(line, '^(%Z+)%z(.*)$')
  local entries = {}
  for key, value in pairs(cjson.decode(shown).labels or {}) do
    entries[#entries + 1] = '\1' .. key .. '\0' .. value .. '\0' .. id
  end
  return entries
end

-- All that an index has of an optimizer, given where its lines begin and end.
local function listed(index, first, last)
  local found = {}
  for _, line in ipairs(redis.call('ZRANGEBYLEX', index, first, last)) do
    found[#found + 1] = line
    for _, entry in ipairs(entries_of(line)) do
      found[#found + 1] = entry
    end
  end
  return found
end

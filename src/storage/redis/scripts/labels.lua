-- The label entries of an index, which find an optimizer by its labels, given its entry there.
local function label_entries_of(entry)
  local id, shown = string.match(entry, '^(%Z+)%z(.*)$')
  local entries = {}
  for key, value in pairs(cjson.decode(shown).labels or {}) do
    entries[#entries + 1] = '\1' .. key .. '\0' .. value .. '\0' .. id
  end
  return entries
end

-- All entries of an optimizer in an index, given the lexical range of its entry.
local function listed(index, first, last)
  local found = {}
  for _, entry in ipairs(redis.call('ZRANGEBYLEX', index, first, last)) do
    found[#found + 1] = entry
    for _, label_entry in ipairs(label_entries_of(entry)) do
      found[#found + 1] = label_entry
    end
  end
  return found
end

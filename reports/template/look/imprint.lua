-- What the first pages say, as strings of Typst: a name in them is a name, whatever its characters
-- mean in markup. The templates find them under `said`, and the properties of the file under `named`.

local formats = require("look.formats")

local FIELDS = { "title", "subtitle", "motto", "base", "edition", "date", "disclaimer", "mark" }

local function said(value) return formats.inline(formats.string(pandoc.utils.stringify(value))) end

-- Quarto may have parted a name into its parts.
local function name_of(item)
  local name = item.name or item
  return said(name.literal or name)
end

local function listed(values)
  if pandoc.utils.type(values) ~= "List" then values = { values } end
  return pandoc.List(values):map(name_of)
end

local imprint = {}

-- What the file is called, before anything is done to its letters for print.
function imprint.named(meta)
  if not formats.is("typst") then return nil end
  local found = { title = said(meta.title or "") }
  if meta.author then found.authors = listed(meta.author) end
  if meta.description then found.description = said(meta.description) end
  meta.named = found
  return meta
end

function imprint.said(meta)
  if not formats.is("typst") then return nil end
  local found = {}
  for _, key in ipairs(FIELDS) do
    if meta[key] then found[key] = said(meta[key]) end
  end
  if meta.author then found.authors = listed(meta.author) end
  if meta.publisher then found.publisher = name_of(meta.publisher) end
  if meta.partners then found.partners = listed(meta.partners) end
  meta.said = found
  return meta
end

return imprint

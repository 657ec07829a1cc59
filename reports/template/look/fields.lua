-- Fields of Word: what it counts, refers to and lists by itself.

local fields = {}

-- What moves a page to the end of its line.
fields.TAB = "<w:r><w:tab/></w:r>"

-- One of a field's marks: begin, separate or end.
local function mark(kind, look, dirty)
  return ('<w:r>%s<w:fldChar w:fldCharType="%s"%s/></w:r>')
    :format(look or "", kind, dirty and ' w:dirty="true"' or "")
end

local function field(code, result, look, dirty)
  return mark("begin", look, dirty) ..
    '<w:r><w:instrText xml:space="preserve"> ' .. code .. " </w:instrText></w:r>" ..
    mark("separate", look) .. result .. mark("end", look)
end

-- A field with the text that it shows until Word updates it.
function fields.field(code, text, style)
  local look = style and '<w:rPr><w:rStyle w:val="' .. style .. '"/></w:rPr>' or ""
  return field(code, "<w:r>" .. look .. "<w:t>" .. text .. "</w:t></w:r>", look)
end

-- A field that nobody can fill before the pages are set: who opens the document is told to.
function fields.unknown(code) return field(code, "", "", true) end

-- A number from an id, so that others change none.
local function key_of(id)
  local key = 1000
  for index = 1, #id do key = (key * 31 + id:byte(index)) % 1000000007 end
  return key
end

-- Word wants bookmarks of letters, digits and underscores, at most 40 of them: where an id has others
-- or more, its number tells it from its like.
function fields.bookmark(id)
  local name = "_" .. id:gsub("[^%w]", "_")
  if #name <= 40 and not id:find("[^%w%-]") then return name end
  return ("%s_%d"):format(name:sub(1, 29), key_of(id))
end

-- The page of what bears an id.
function fields.page_of(id) return fields.unknown("PAGEREF " .. fields.bookmark(id) .. " \\h") end

-- The beginning and the end of a bookmark; Word numbers them.
function fields.ends(id)
  local key = key_of(id)
  return ('<w:bookmarkStart w:id="%d" w:name="%s"/>'):format(key, fields.bookmark(id)),
    ('<w:bookmarkEnd w:id="%d"/>'):format(key)
end

return fields

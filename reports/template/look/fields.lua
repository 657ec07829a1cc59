-- Fields of Word: what it counts, refers to and lists by itself.

local fields = {}

-- One of a field's marks: begin, separate or end.
function fields.mark(kind, look, dirty)
  return ('<w:r>%s<w:fldChar w:fldCharType="%s"%s/></w:r>')
    :format(look or "", kind, dirty and ' w:dirty="true"' or "")
end

-- What opens a field; its text stands between this and the mark of its end.
function fields.open(code, look, dirty)
  return fields.mark("begin", look, dirty) ..
    '<w:r><w:instrText xml:space="preserve"> ' .. code .. " </w:instrText></w:r>" ..
    fields.mark("separate", look)
end

-- A whole field with the text that it shows until Word updates it.
function fields.field(code, text, style)
  local look = style and '<w:rPr><w:rStyle w:val="' .. style .. '"/></w:rPr>' or ""
  return fields.open(code, look) .. "<w:r>" .. look .. "<w:t>" .. text .. "</w:t></w:r>" ..
    fields.mark("end", look)
end

-- Word wants bookmarks of letters, digits and underscores, at most 40 of them.
function fields.bookmark(id) return ("_" .. id:gsub("%-", "_")):sub(1, 40) end

return fields

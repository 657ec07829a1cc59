-- Headings: parts and chapters open pages in print, and the page has one title.

local formats = require("look.formats")

local part_is_open = false

return function(header)
  -- The page has one heading of the first level: its title, on the cover.
  if formats.is("html") then
    header.level = header.level + 1
    return header
  end
  if not formats.is("typst") then return nil end
  if header.classes:includes("part") then
    part_is_open = true
    return { formats.block("#look-part-page()"), header }
  elseif header.classes:includes("chapter") or header.level == 1 then
    -- What a part says of itself ends with its chapters, before the first of them.
    local list = part_is_open and "#look-part-contents()\n" or ""
    local page = header.classes:includes("first") and "#look-first-page()" or "#look-chapter-page()"
    part_is_open = false
    if header.classes:includes("across") then return header end
    return { formats.block(list .. page), header }
  elseif header.level == 2 then
    local listed = header.classes:includes("unlisted") and "(listed: false)" or ""
    return { formats.block("#look-minor" .. listed .. "["), header, formats.block("]") }
  end
end

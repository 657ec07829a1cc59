-- Headings: parts and chapters open pages in print, and the page has one title.

local formats = require("look.formats")

return function(header)
  -- The page has one heading of the first level: its title, on the cover.
  if formats.is("html") then
    header.level = header.level + 1
    return header
  end
  if not formats.is("typst") then return nil end
  if header.classes:includes("across") then return header end
  if header.classes:includes("part") then
    return { formats.block("#look-part-page()"), header }
  elseif header.classes:includes("chapter") or header.level == 1 then
    -- What stands beside the parts opens a page as they do.
    local page = header.level == 1 and "part" or "chapter"
    if header.classes:includes("first") then page = "first" elseif header.classes:includes("follows") then page = "next" end
    return { formats.block("#look-" .. page .. "-page()"), header }
  elseif header.level == 2 then
    local listed = header.classes:includes("unlisted") and "(listed: false)" or ""
    return { formats.block("#look-minor" .. listed .. "["), header, formats.block("]") }
  end
end

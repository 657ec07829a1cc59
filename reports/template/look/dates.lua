-- The date on the cover, as its author wrote it: `October 2015` and `Q3 2015` as well as a day.

return function(meta)
  meta.date = meta.dated or meta.date
  return meta
end

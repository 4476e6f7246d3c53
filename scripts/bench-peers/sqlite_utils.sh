# The cells as they are, upserted by number: what sqlite-utils offers. No numbers are read, no results
# are written.
sqlite-utils upsert utils.db contacts contacts.csv --csv --pk phone

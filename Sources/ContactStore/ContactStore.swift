// ContactStore

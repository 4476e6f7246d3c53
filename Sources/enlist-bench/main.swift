print("enlist-bench")

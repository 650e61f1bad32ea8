"""A handout for each row of a table of patients.

table = read_table(path)                 what stands there, every cell with its place
plan  = patient_jobs(workspace, table)   each row a handout to make, or what is wrong with it
run(plan.jobs)                           as for any batch
gather_into, write_index                 one file for the printer, one for the record, both only if asked for

No message, file name or file repeats what a row says, but for the row's own handout and the index (law 10).
"""

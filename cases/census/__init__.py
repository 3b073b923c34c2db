"""Reads a council's own children in need census return, so that a service can start with its open children.

The return is the national XML that every English council's system can export. In reading order:

`stream`  the file as a stream of elements, in flat memory, refusing what could harm;
`record`  what one child and one episode of a return are;
`rules`   the rules a return can break, and what breaking one leads to;
`fields`  one element turned into a child, value by value;
`settle`  what must agree across a child's episodes before they can be records;
`parse`   the whole return: checked first, then read child by child;
`report`  every broken rule, counted and written out for the council;
`load`    the whole return made into records, in one transaction;
`create`  the children nobody had recorded;
`update`  the children who were recorded already, beside what staff have changed since;
`told`    what the last return told, which that is decided on;
`bulk`    saving many records at once.

**Which rules.** A number such as 8815 is the Department for Education's own rule for this return. Those that say whether
a thing can be *true* are checked here. Those that say whether it belongs in *this year's* return (8545Q, 8569, 8620 for a
closure before it), or that concern parts which are counted and not loaded yet (assessments, section 47 enquiries, plans,
conferences), are not. Nor is 1530: the list of authorities whose number may stand in a pupil number changes, and an old
list accuses wrongly.

**What is done.** A date that nobody can read stops the whole import before anything is written. Otherwise what the return
says is recorded as it says wherever a record can hold it, and reported. Where it cannot be held, what was left out is in
the report, value by value. Where two readings are possible, the one that keeps a child open and in sight is taken: a
manager who finds a child wrongly open closes it, but nobody looks for a child who is wrongly closed.
"""

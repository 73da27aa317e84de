/*
 * How a document is watched: join, then follow (design.md, invariants 1, 5, 6 and 7).
 *
 * Two viewers on two servers. Viewer 0 is on the server that writes the run: what that server commits is put into the
 * feed without a second read when it is exactly what comes next. Viewer 1 is on the other server, which hears hints. A
 * foreign writer, such as a person with psql, commits too. Hints are lost, doubled and late.
 *
 * What a document shows is a number of units: commit v makes it units[v]. An event from version a to version b carries
 * what was added in between, and the viewer adds it to what it has; so a commit that is missed, or shown twice, makes
 * the viewer's number wrong for its version.
 *
 * Each variant takes one rule out (-D…); spin must refute every one of them: README.md.
 */

#define COMMITS 3

/* Hints that may be lost, and connections; -DNO_LOSS: none. */
#ifdef NO_LOSS
#define LOSSES 0
#else
#define LOSSES 1
#endif
#define VIEWERS 2

byte version = 0;
byte units[5];
byte begun = 0;              /* commits that were begun */

bool listening[VIEWERS];     /* subscribed: hints and own commits are noticed */
bool joined[VIEWERS];        /* has its first state */
bool due[VIEWERS];           /* a read is due */
byte seen[VIEWERS];          /* the version that the viewer holds */
byte has[VIEWERS];           /* what it has folded */
byte drops = 0;
byte lost = 0;

/* Invariants 1 and 6: what a viewer holds is committed, and is what a read answered at that version. */
#define holds(i) assert(seen[i] <= version); assert(has[i] == units[seen[i]])

/* What arrives of a hint: nothing, or that a read is due. Twice is the same; late is any later moment. */
inline hint(i)
{
  if
  :: listening[i] -> due[i] = true
  :: else -> skip
  fi;
  if
  :: lost < LOSSES && due[i] -> lost++; due[i] = false
  :: else -> skip
  fi
}

/* The server's own commit, told to its feed by the chunk writer (DocumentFeed.Committed). */
inline own(before, after)
{
  if
  :: !listening[0] || !joined[0] -> hint(0)
#ifndef EXTEND_BLINDLY
  :: listening[0] && joined[0] && seen[0] != before -> due[0] = true
  :: listening[0] && joined[0] && seen[0] == before ->
#else
  :: listening[0] && joined[0] ->
#endif
     has[0] = has[0] + units[after] - units[before];
     seen[0] = after;
     holds(0)
  fi
}

proctype Writer(bool foreign)
{
  byte before, after, more;

  do
  :: atomic { begun < COMMITS -> begun++ };
     if
     :: more = 1
     :: more = 2
     fi;
#ifdef SHOW_BEFORE_COMMIT
     atomic {
       if
       :: !foreign && joined[0] && seen[0] == version -> seen[0] = version + 1; has[0] = has[0] + more; holds(0)
       :: else -> skip
       fi
     };
#endif
     atomic {
       before = version;
       after = version + 1;
       units[after] = units[before] + more;
       version = after
     };
     /* Anything may happen between a commit and what is told of it. */
     if
     :: foreign -> atomic { hint(0) }
     :: !foreign -> atomic { own(before, after) }
     fi;
     atomic { hint(1) }
  :: begun == COMMITS -> break
  od
}

/* A feed with one viewer: DocumentFeed. */
proctype Feed(byte i)
{
  byte read;

  do
  :: !joined[i] ->
#ifndef READ_BEFORE_SUBSCRIBE
     listening[i] = true;
     read = version;
#else
     read = version;
     listening[i] = true;
#endif
     /* The answer comes later; commits fall in between, and are noticed by whoever has subscribed. */
     atomic {
       /* One event with all fields: whole values, nothing is added to. */
       assert(read >= seen[i]);                     /* nobody goes back in time */
       seen[i] = read;
       has[i] = units[read];
       joined[i] = true;
       holds(i)
     }
  :: joined[i] && due[i] ->
     atomic { due[i] = false; read = version };
     atomic {
#ifndef KEEP_OLD_READS
       if
       :: read > seen[i] ->
#else
       if
       :: true ->
#endif
          has[i] = has[i] + units[read] - units[seen[i]];
          assert(read >= seen[i]);                  /* nobody goes back in time */
          seen[i] = read;
          holds(i)
       :: else -> skip
       fi
     }
#ifndef NO_POLL
  :: joined[i] && !due[i] && seen[i] != version -> due[i] = true
#endif
  /* The connection is lost, and the viewer comes back with what it has. What is said meanwhile it does not hear. */
  :: drops < LOSSES && joined[i] -> atomic { drops++; listening[i] = false; joined[i] = false; due[i] = false }
  :: begun == COMMITS && joined[i] && !due[i] && seen[i] == COMMITS -> break
  od
}

/* When nothing moves any more, everybody has everything. */
proctype Judge()
{
end:
  atomic {
    timeout ->
      assert(version == COMMITS);
      assert(seen[0] == version);
      assert(seen[1] == version)
  }
}

init
{
  atomic {
    run Writer(false);
    run Writer(true);
    run Feed(0);
    run Feed(1);
    run Judge()
  }
}

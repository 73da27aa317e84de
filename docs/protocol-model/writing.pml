/*
 * How a run is written: claim, append, stop, crash, takeover, completion (design.md, invariants 2, 3, 4 and 12).
 *
 * Two workers over one database. A database transaction is one atomic step. What may happen in between: the answer to a
 * commit is lost and the same batch is sent again; a worker dies; a worker is paused past its lease and wakes up with
 * what it held; a person stops the generation.
 *
 * An answer is PIECES pieces of text. A piece that a worker sends carries the number that comes next for that worker, so
 * that a piece committed twice, or out of order, is seen by the assertions.
 *
 * Each variant takes one rule out (-D…); spin must refute every one of them: README.md.
 */

#define PIECES   2
#define ATTEMPTS 3   /* the first, and takeovers; the last one fails the generation */
#define NONE     255

mtype = { absent, queued, running, completed, failed, cancelled };

/* The database: one generation, its attempts, each with its run. */
mtype status[ATTEMPTS] = absent;
byte epoch[ATTEMPTS];
byte last_sequence[ATTEMPTS];
byte chunks[ATTEMPTS];         /* how many; and, by the assertion in append, that they are 0, 1, 2 … */
byte heartbeat[ATTEMPTS];
byte newest = 0;
bool stopped = false;          /* a person was told that it is stopped */
byte crashes = 0;

#define active(a) (status[a] == queued || status[a] == running)
#define over      (!active(newest))

/* One transaction: what the store does with a batch of a run (RunCommit, SqliteRunStore). */
inline commit_batch(a, e, seq, piece, last, outcome)
{
  atomic {
    if
#ifndef NO_FENCE
    :: epoch[a] != e -> outcome = 2                               /* lost: an older epoch is refused */
    :: epoch[a] == e ->
#else
    :: true ->
#endif
       if
#ifndef NO_SEQUENCE_CHECK
       :: seq <= last_sequence[a] -> outcome = 1                  /* repeated: the answer had been lost */
       :: seq > last_sequence[a] ->
#else
       :: true ->
#endif
          if
#if !defined(COMPLETED_OVER_CANCELLED) && !defined(NO_FENCE)
          :: status[a] != running -> outcome = 2
          :: status[a] == running ->
#else
          :: true ->
#endif
             assert(epoch[a] == e);                               /* invariant 3: one writer, once */
             assert(status[a] == running);                        /* invariant 4: what has ended is not written into */
             assert(chunks[a] == piece);                          /* invariant 2: dense, in order, nothing twice */
             chunks[a]++;
             last_sequence[a] = seq;
             heartbeat[a]++;
             outcome = 0;
             if
             :: last -> status[a] = completed
             :: else -> skip
             fi
          fi
       fi
    fi
  }
}

/* A worker claims a queued attempt and writes it. It may die or fall asleep at any point, and its clock is its own. */
proctype Worker()
{
  byte a, e, seq, piece, outcome;
  bool last;

again:
  if
  :: atomic { status[newest] == queued -> a = newest; epoch[a]++; e = epoch[a]; heartbeat[a]++; status[a] = running }
  :: over -> goto done
  fi;
  seq = 0;
  piece = 0;
  do
  :: piece < PIECES ->
     /* Asleep past the lease is no step of its own: another worker may take as many steps as it likes here. */
     seq++;
     last = (piece == PIECES - 1);
resend:
     commit_batch(a, e, seq, piece, last, outcome);
     if
     :: crashes < 2 -> atomic { crashes++; goto again }           /* dies after the commit, and a new process begins */
     :: crashes < 2 -> atomic { crashes++; goto resend }          /* the answer is lost: the same batch once more */
     :: outcome == 2 -> goto again                                /* the run is not ours any more */
     :: outcome != 2 -> piece++
     fi
  :: crashes < 2 -> atomic { crashes++; goto again }              /* dies before the commit */
  :: piece == PIECES -> goto again
  od;
done:
  skip
}

/* The lease watch of any server: a running attempt whose heartbeat it saw unchanged is taken over. */
proctype Watch()
{
  byte a, seen, e;
  bool successor;

  do
  :: over -> break
#ifndef NO_TAKEOVER
  :: atomic { status[newest] == running -> a = newest; seen = heartbeat[a]; e = epoch[a] };
     /* A lease passes. That its worker is only slow cannot be known, and must do no harm. */
     successor = false;
     atomic {
       if
       :: status[a] == running && heartbeat[a] == seen && epoch[a] == e ->
          epoch[a]++;
          status[a] = failed;
          successor = (a < ATTEMPTS - 1);
#ifndef SUCCESSOR_APART
          if
          :: successor -> newest = a + 1; status[newest] = queued
          :: else -> skip
          fi
#endif
       :: else -> skip
       fi
     };
#ifdef SUCCESSOR_APART
     if
     :: crashes < 2 -> crashes++; break                           /* dies between the two transactions */
     :: successor -> atomic { newest = a + 1; status[newest] = queued }
     :: !successor -> skip
     fi
#endif
#endif
  od
}

/* A person stops the generation, whichever attempt goes on. Final at once. */
proctype Person()
{
  if
  :: skip
  :: atomic { active(newest) -> status[newest] = cancelled; stopped = true }
  :: over -> skip
  fi
}

/* What must hold at every moment, and when nothing can happen any more. */
proctype Judge()
{
  byte a, n;

  /* Invariant 4: what a person stopped stays cancelled. One active attempt a document (contract 3). */
end:
  do
  :: atomic {
       stopped && status[newest] != cancelled -> assert(false) }
  :: atomic {
       timeout ->
         /* Nothing moves any more: invariant 12, every run ends, and has a successor or is the end of its generation. */
         assert(over);
         assert(status[newest] == completed || status[newest] == cancelled || newest == ATTEMPTS - 1);
         if
         :: status[newest] == completed -> assert(chunks[newest] == PIECES)
         :: else -> skip
         fi;
         n = 0;
         a = 0;
         do
         :: a < ATTEMPTS -> if :: active(a) -> n++ :: else -> skip fi; a++
         :: else -> break
         od;
         assert(n == 0);
         goto finished
     }
  od;
finished:
  skip
}

init
{
  atomic {
    status[0] = queued;
    run Worker();
    run Worker();
    run Watch();
    run Person();
    run Judge()
  }
}

// Command stores measures the built-in event store beside two others that a force's own people might have chosen: PostgreSQL with an
// event table of the usual shape, and NATS JetStream. It is a module of its own, so that the product does not depend on either.
//
// All three run as processes of their own on this machine, each with its files in the same folder, and answer an append only after an
// fsync: SQLite WAL with synchronous=FULL; fsync=on and synchronous_commit=on; sync_interval: always. The client sits in this process.
// What is asked of each is the same: append at the stream's expected revision, one event or a batch that is written whole or not at
// all; read a stream from its start; read the whole log from its start.
//
// The stores take turns (A B C A B C …) for several rounds, so that a busy minute of the machine hits all of them; what is printed is
// each one's median and the median of the ratios within a round.
package main

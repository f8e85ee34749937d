package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// jetStream is NATS JetStream with a file store that syncs every message. Every stream of ours is a subject of one stream of its own;
// the expected revision is the subject's last sequence. A batch is one of its atomic batches.
type jetStream struct {
	server  *process
	writers []*nats.Conn // one connection a writer
	js      jetstream.JetStream
	log     jetstream.Stream
	count   atomic.Int64
}

const (
	natsArgument = "serve-jetstream" // makes this program be the server: it is followed by its configuration
	natsStream   = "LOG"
	natsSubjects = "log."
)

func (j *jetStream) name() string { return "nats" }

func (j *jetStream) start(ctx context.Context, dir string, writers int) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	config := filepath.Join(dir, "nats.conf")
	text := fmt.Sprintf("listen: 127.0.0.1:%d\njetstream { store_dir: %q, sync_interval: always, max_mem: 1G, max_file: 64G }\n", port, dir)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return fmt.Errorf("configure nats: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	if j.server, err = launch(filepath.Join(dir, "nats.log"), nil, self, natsArgument, config); err != nil {
		return err
	}
	url := "nats://127.0.0.1:" + strconv.Itoa(port)
	if err := j.server.await(ctx, func(context.Context) error { return j.connect(url, writers) }); err != nil {
		return err
	}
	return j.server.await(ctx, j.makeStream)
}

// serveNATS is the server's side.
func serveNATS(config string) error {
	opts, err := server.ProcessConfigFile(config)
	if err != nil {
		return err
	}
	s, err := server.NewServer(opts)
	if err != nil {
		return err
	}
	s.ConfigureLogger()
	s.Start()
	s.WaitForShutdown()
	return nil
}

func (j *jetStream) connect(url string, writers int) error {
	for len(j.writers) < writers {
		c, err := nats.Connect(url, nats.Timeout(time.Second))
		if err != nil {
			return err
		}
		j.writers = append(j.writers, c)
	}
	var err error
	j.js, err = jetstream.New(j.writers[0])
	return err
}

func (j *jetStream) makeStream(ctx context.Context) (err error) {
	j.log, err = j.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{Name: natsStream, Subjects: []string{natsSubjects + ">"},
		Storage: jetstream.FileStorage, AllowDirect: true, AllowAtomicPublish: true})
	return err
}

// publishAck is what JetStream answers.
type publishAck struct {
	Seq   uint64 `json:"seq"`
	Error *struct {
		Description string `json:"description"`
	} `json:"error"`
}

func (j *jetStream) append(ctx context.Context, writer int, s *stream, n int) error {
	conn, batch := j.writers[writer], uuid.NewString()
	for i := range n - 1 {
		m := natsMessage(s)
		if err := conn.PublishMsg(inBatch(m, s, batch, i, n)); err != nil {
			return err
		}
	}
	m := natsMessage(s)
	if n > 1 {
		inBatch(m, s, batch, n-1, n)
	} else {
		m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(s.seq, 10))
	}
	answer, err := conn.RequestMsgWithContext(ctx, m)
	if err != nil {
		return err
	}
	var ack publishAck
	if err := json.Unmarshal(answer.Data, &ack); err != nil {
		return fmt.Errorf("read the answer of nats: %w", err)
	}
	if ack.Error != nil {
		return errors.New("nats refused: " + ack.Error.Description)
	}
	s.seq = ack.Seq
	s.next += uint64(n)
	j.count.Add(int64(n))
	return nil
}

func natsMessage(s *stream) *nats.Msg {
	f := newFact()
	m := nats.NewMsg(natsSubjects + s.name)
	m.Header.Set("Type", f.kind)
	m.Header.Set("Metadata", string(f.metadata))
	m.Header.Set("Id", f.id.String())
	m.Data = f.data
	return m
}

// inBatch marks a message as number i of an atomic batch of n.
func inBatch(m *nats.Msg, s *stream, batch string, i, n int) *nats.Msg {
	m.Header.Set("Nats-Batch-Id", batch)
	m.Header.Set("Nats-Batch-Sequence", strconv.Itoa(i+1))
	if i == 0 {
		m.Header.Set(jetstream.ExpectedLastSubjSeqHeader, strconv.FormatUint(s.seq, 10))
	}
	if i == n-1 {
		m.Header.Set("Nats-Batch-Commit", "1")
	}
	return m
}

func (j *jetStream) read(ctx context.Context, s *stream) (int, error) {
	return j.consume(ctx, jetstream.OrderedConsumerConfig{FilterSubjects: []string{natsSubjects + s.name}}, int(s.next))
}

func (j *jetStream) catchUp(ctx context.Context, limit int) (int, error) {
	return j.consume(ctx, jetstream.OrderedConsumerConfig{}, min(limit, j.events()))
}

func (j *jetStream) consume(ctx context.Context, config jetstream.OrderedConsumerConfig, n int) (seen int, err error) {
	c, err := j.js.OrderedConsumer(ctx, natsStream, config)
	if err != nil {
		return 0, err
	}
	messages, err := c.Messages(jetstream.PullMaxMessages(5000))
	if err != nil {
		return 0, err
	}
	defer messages.Stop()
	for seen < n {
		if _, err := messages.Next(jetstream.NextContext(ctx)); err != nil {
			return seen, err
		}
		seen++
	}
	return seen, nil
}

func (j *jetStream) events() int { return int(j.count.Load()) }

func (j *jetStream) stop() error {
	for _, c := range j.writers {
		c.Close()
	}
	return j.server.stop(syscall.SIGTERM)
}

package storetest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/persistent"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
)

// groupRead joins a group as a consumer: group read NAME STREAM|all GROUP [buffer=N].
func (w *world) groupRead(s step) (string, error) {
	if err := s.atLeast(4); err != nil {
		return "", err
	}
	o := &persistent.ReadReq_Options{GroupName: w.expand(s.args[3]), BufferSize: 10, UuidOption: &persistent.ReadReq_Options_UUIDOption{
		Content: &persistent.ReadReq_Options_UUIDOption_Structured{Structured: &shared.Empty{}},
	}}
	if w.stringIDs {
		o.UuidOption.Content = &persistent.ReadReq_Options_UUIDOption_String_{String_: &shared.Empty{}}
	}
	all := s.args[2] == "all"
	o.StreamOption = &persistent.ReadReq_Options_StreamIdentifier{StreamIdentifier: identifier(w.stream(s.args[2]))}
	if all {
		o.StreamOption = &persistent.ReadReq_Options_All{All: &shared.Empty{}}
	}
	if len(s.args) > 4 {
		n, err := strconv.ParseInt(strings.TrimPrefix(s.args[4], "buffer="), 10, 32)
		if err != nil {
			return "", err
		}
		o.BufferSize = int32(n)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	call, err := persistent.NewPersistentSubscriptionsClient(w.conn).Read(ctx)
	if err == nil {
		err = call.Send(&persistent.ReadReq{Content: &persistent.ReadReq_Options_{Options: o}})
	}
	if err != nil {
		cancel()
		return "", err
	}
	ids := map[string]*shared.UUID{}
	w.subs[s.args[1]] = &subscription{cancel: cancel, ack: acknowledge(call, ids), recv: func() ([]string, error) {
		msg, err := call.Recv()
		if err != nil {
			return nil, w.ending(err, func() string {
				return w.refusal(err, call.Trailer(), w.streamOrAll(s.args[2]), expectation{})
			})
		}
		words := w.given(msg, all, ids)
		if len(words) == 0 { // somebody else's: out of the way
			return nil, acknowledgeIDs(call, handed(msg).GetId())
		}
		return words, nil
	}}
	return "done", nil
}

// given puts a group's message into words: 0a, 0a+1 when it is given for the second time, and parked>0a when it was
// parked and is replayed. Messages are acknowledged by the id of what was handed out: ids takes note of it.
func (w *world) given(msg *persistent.ReadResp, all bool, ids map[string]*shared.UUID) []string {
	ev := msg.GetEvent()
	if ev == nil {
		return []string{"confirmed"}
	}
	out := handed(msg)
	replayed := strings.HasPrefix(string(out.GetStreamIdentifier().GetStreamName()), "$persistentsubscription-")
	if replayed {
		out = ev.GetEvent()
	}
	name, mine := w.short(string(out.GetStreamIdentifier().GetStreamName()))
	if !mine {
		return nil
	}
	text := w.record(out)
	if id, err := parseID(out.GetId()); err == nil {
		ids[w.names[id]] = handed(msg).GetId()
	}
	switch {
	case replayed:
		text = "parked>" + text
	case ev.GetLink() != nil && ev.GetEvent() == nil:
		text += ">?"
	case ev.GetLink() != nil:
		text += ">" + w.record(ev.GetEvent())
	}
	if all {
		text = name + ":" + text
	}
	if n := ev.GetRetryCount(); n > 0 {
		text += "+" + strconv.Itoa(int(n))
	}
	return []string{text}
}

// handed is the record a consumer was given: the link, where one was resolved.
func handed(msg *persistent.ReadResp) *persistent.ReadResp_ReadEvent_RecordedEvent {
	if link := msg.GetEvent().GetLink(); link != nil {
		return link
	}
	return msg.GetEvent().GetEvent()
}

func acknowledgeIDs(call persistent.PersistentSubscriptions_ReadClient, ids ...*shared.UUID) error {
	return call.Send(&persistent.ReadReq{Content: &persistent.ReadReq_Ack_{Ack: &persistent.ReadReq_Ack{Ids: ids}}})
}

func acknowledge(call persistent.PersistentSubscriptions_ReadClient, handed map[string]*shared.UUID) func([]string, string) error {
	return func(names []string, action string) error {
		ids := make([]*shared.UUID, 0, len(names))
		for _, n := range names {
			id, known := handed[n]
			if !known {
				return fmt.Errorf("no event %s was handed out", n)
			}
			ids = append(ids, id)
		}
		if action == "" {
			return acknowledgeIDs(call, ids...)
		}
		value, known := persistent.ReadReq_Nack_Action_value[strings.ToUpper(action[:1])+action[1:]]
		if !known {
			return fmt.Errorf("no action is called %s", action)
		}
		nack := &persistent.ReadReq_Nack{Ids: ids, Action: persistent.ReadReq_Nack_Action(value), Reason: "asked by a table"}
		return call.Send(&persistent.ReadReq{Content: &persistent.ReadReq_Nack_{Nack: nack}})
	}
}

func (w *world) ack(s step) (string, error) { return w.settle(s, "") }

func (w *world) nack(s step) (string, error) {
	if err := s.atLeast(3); err != nil {
		return "", err
	}
	action := s.args[1]
	s.args = append([]string{s.args[0]}, s.args[2:]...)
	return w.settle(s, action)
}

func (w *world) settle(s step, action string) (string, error) {
	if err := s.atLeast(2); err != nil {
		return "", err
	}
	sub, known := w.subs[s.args[0]]
	if !known || sub.ack == nil {
		return "", errors.New("no consumer is called " + s.args[0])
	}
	return "done", sub.ack(s.args[1:], action)
}

package whatsapp_test
import ("testing";"os";"io";"context";"fmt";"path/filepath"
"github.com/probity-ledger/probity/intake/whatsapp"
"github.com/probity-ledger/probity/domain/extraction")
func TestQuick(t *testing.T){
 fs,_:=filepath.Glob("../../../shared/samples/whatsapp-chat-txt/*/*.txt")
 for _,f:=range fs{
  text:=func()(io.ReadCloser,error){return os.Open(f)}
  c,err:=whatsapp.Survey(context.Background(),text,whatsapp.Options{Zone:"Europe/London"})
  if err!=nil{t.Error(err);continue}
  fmt.Println(f,c.Order,c.Basis,c.Messages,c.Lines,c.Senders,c.First,c.Last,c.Title,c.Kind)
  ta,err:=c.Read(context.Background(),text,func(m *extraction.Message)error{fmt.Printf("%+v\n",*m);return nil})
  fmt.Println(ta,err)
 }
}

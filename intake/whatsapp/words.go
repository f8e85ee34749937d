package whatsapp

// The sentences below are what the application itself writes into an export, in the languages its users meet most. They are used to
// classify a message and for nothing else: the text of a message is kept as it stands, and a sentence that is missing here costs a
// classification, never a message.

// omitted are the placeholders for media that were left out of the export.
var omitted = set(
	"<Media omitted>", "<Multimedia omitido>", "<Archivo omitido>", "<Arquivo de mídia oculto>", "<Mídia oculta>", "<Ficheiro não revelado>",
	"<Medien ausgeschlossen>", "<Medien weggelassen>", "<Médias omis>", "<Fichier omis>", "<Media omessi>", "<File omesso>",
	"<Media weggelaten>", "<Без медиафайлов>", "<Файл пропущен>", "<Медіа пропущено>", "<Medya dahil edilmedi>", "<Medya atlanmış>",
	"<pominięto multimedia>", "<Pominięto multimedia>", "<Media har utelämnats>", "<Media utelämnat>", "<Mediefil udeladt>",
	"<Medier udeladt>", "<Media er utelatt>", "<Mediene er utelatt>", "<Media jätettiin pois>", "<Média vynechána>", "<Média vynechané>",
	"<hiányzó médiafájl>", "<Fișier media omis>", "<Media tidak disertakan>", "<Media disingkirkan>", "<تم استبعاد الوسائط>",
	"<המדיה לא נכללה>", "<مدیا حذف شده>", "<मीडिया के बिना>", "<मीडिया छोड़ा गया>", "<省略多媒体文件>", "<忽略多媒体文件>",
	"<已略過多媒體檔案>", "<多媒體檔案已略去>", "<メディアは含まれていません>", "<メディアなし>", "<미디어 파일을 제외했습니다>", "<Mitjans omesos>",
	"<Παραλείφθηκε πολυμέσο>",
	"image omitted", "video omitted", "audio omitted", "sticker omitted", "GIF omitted", "document omitted", "video note omitted",
	"imagen omitida", "video omitido", "Video omitido", "audio omitido", "sticker omitido", "GIF omitido", "documento omitido",
	"imagem ocultada", "vídeo omitido", "áudio ocultado", "figurinha omitida", "imagem omitida", "áudio omitido",
	"Bild weggelassen", "Video weggelassen", "Audio weggelassen", "Sticker weggelassen", "GIF weggelassen", "Dokument weggelassen",
	"image absente", "vidéo absente", "audio omis", "sticker omis", "GIF retiré", "document manquant",
	"immagine omessa", "video omesso", "audio omesso", "sticker non incluso", "GIF esclusa", "documento omesso",
	"afbeelding weggelaten", "video weggelaten", "audio weggelaten", "sticker weggelaten", "GIF weggelaten", "document weggelaten",
	"kuva jätettiin pois", "video jätettiin pois", "äänitiedosto jätettiin pois", "tarra jätettiin pois", "dokumentti jätettiin pois",
	"изображение опущено", "видео опущено", "аудиофайл опущен", "стикер опущен", "документ опущен",
	"görüntü dahil edilmedi", "video dahil edilmedi", "ses dahil edilmedi", "Çıkartma dahil edilmedi", "belge dahil edilmedi",
	"obraz pominięto", "pominięto obraz", "pominięto film", "pominięto dźwięk", "bild utelämnad", "video utelämnad", "ljud utelämnat",
	"图像已忽略", "视频已忽略", "音频已忽略", "贴图已忽略", "圖片略過", "影片略過", "音訊略過", "画像は含まれていません", "이미지가 생략됨",
	"الصورة غير مدرجة", "تم استبعاد الصورة", "התמונה הושמטה",
)

// contactOmitted are the placeholders for contact cards.
var contactOmitted = set(
	"Contact card omitted", "Tarjeta de contacto omitida", "Cartão do contato omitido", "Kontaktkarte ausgelassen",
	"Fiche contact jointe", "Scheda contatto omessa", "Contactkaart weggelaten", "Карточка контакта не включена",
)

// deleted are the markers a deletion leaves, without the full stop some versions add.
var deleted = set(
	"This message was deleted", "You deleted this message", "This message was deleted by an admin",
	"Se eliminó este mensaje", "Eliminaste este mensaje", "Este mensaje fue eliminado", "Este mensaje se eliminó",
	"Diese Nachricht wurde gelöscht", "Du hast diese Nachricht gelöscht", "Ce message a été supprimé", "Vous avez supprimé ce message",
	"Questo messaggio è stato eliminato", "Hai eliminato questo messaggio", "Mensagem apagada", "Essa mensagem foi apagada",
	"Esta mensagem foi apagada", "Você apagou essa mensagem", "Apagou esta mensagem", "Dit bericht is verwijderd",
	"Dit bericht werd verwijderd", "Je hebt dit bericht verwijderd", "U hebt dit bericht verwijderd", "Tämä viesti poistettiin",
	"Poistit tämän viestin", "Данное сообщение удалено", "Вы удалили данное сообщение", "Сообщение удалено", "Это сообщение удалено",
	"Bu mesaj silindi", "Bu mesajı sildiniz", "Ta wiadomość została usunięta", "Usunięto tę wiadomość",
	"Det här meddelandet har raderats", "Du raderade det här meddelandet", "Denne besked blev slettet", "Denne meldingen ble slettet",
	"تم حذف هذه الرسالة", "حذفت هذه الرسالة", "הודעה זו נמחקה", "מחקת הודעה זו", "Pesan ini telah dihapus", "Anda telah menghapus pesan ini",
	"यह संदेश मिटाया गया", "यह मैसेज मिटा दिया गया", "このメッセージは削除されました", "이 메시지는 삭제되었습니다", "삭제된 메시지입니다",
	"此消息已删除", "你删除了这条消息", "此訊息已刪除", "您已刪除此訊息",
)

// edited are the marks at the end of a message that was changed after it was sent.
var edited = []string{
	"<This message was edited>", "<Se editó este mensaje.>", "<Se editó este mensaje>", "<Diese Nachricht wurde bearbeitet.>",
	"<Diese Nachricht wurde bearbeitet>", "<Ce message a été modifié>", "<Questo messaggio è stato modificato>", "<Mensagem editada>",
	"<Dit bericht is bewerkt>", "<Tätä viestiä muokattiin>", "<Сообщение изменено>", "<Данное сообщение изменено>", "<Bu mesaj düzenlendi>",
	"<Ta wiadomość została edytowana>", "<Det här meddelandet har redigerats>", "<تم تعديل هذه الرسالة>", "<ההודעה נערכה>",
	"<Pesan ini diedit>", "<このメッセージは編集されました>", "<此消息已编辑>", "<此訊息已編輯>",
}

// attachedLabels stand before the file name in "<attached: name>" and behind it in "name (file attached)".
var attachedLabels = set(
	"attached", "file attached", "adjunto", "archivo adjunto", "anexado", "anexo", "arquivo anexado", "ficheiro anexado", "Anhang",
	"angehängt", "Datei angehängt", "pièce jointe", "fichier joint", "allegato", "file allegato", "bijlage", "bestand bijgevoegd",
	"liite", "tiedosto liitetty", "прикреплено", "файл добавлен", "прикреплён файл", "вкладення", "eklendi", "dosya ekli", "załączono",
	"załączono plik", "plik w załączniku", "bifogad", "bifogad fil", "vedhæftet", "vedlagt", "přiloženo", "csatolva", "atașat", "dilampirkan",
	"file terlampir", "terlampir", "مرفق", "الملف مرفق", "קובץ מצורף", "מצורף", "संलग्न", "फ़ाइल संलग्न है", "附件", "文件附件", "檔案附件",
	"添付ファイル", "添付", "첨부", "파일 첨부됨",
)

// polls stand at the beginning of a poll.
var polls = []string{"POLL:", "ENCUESTA:", "UMFRAGE:", "SONDAGE :", "SONDAGE:", "SONDAGGIO:", "ENQUETE:", "PEILING:", "KYSELY:", "ОПРОС:", "ANKET:"}

// calls stand at the beginning of the trace of a call.
var calls = []string{
	"Missed voice call", "Missed video call", "Missed group voice call", "Missed group video call", "Voice call", "Video call",
	"Llamada perdida", "Videollamada perdida", "Llamada de voz", "Videollamada", "Verpasster Sprachanruf", "Verpasster Videoanruf",
	"Sprachanruf", "Videoanruf", "Appel vocal manqué", "Appel vidéo manqué", "Appel vocal", "Appel vidéo", "Chiamata vocale persa",
	"Videochiamata persa", "Chamada de voz perdida", "Chamada de vídeo perdida", "Gemiste spraakoproep", "Gemiste video-oproep",
	"Пропущенный аудиозвонок", "Пропущенный видеозвонок",
}

// notices are what the application itself says in a chat, also in one between two people.
var notices = []string{
	"Messages and calls are end-to-end encrypted", "Messages to this chat and calls are now secured", "Messages you send to this chat",
	"Los mensajes y las llamadas están cifrados", "Los mensajes y llamadas están cifrados", "As mensagens e as chamadas são protegidas",
	"As mensagens e ligações são protegidas", "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt", "Les messages et les appels sont chiffrés",
	"Les messages et appels sont chiffrés", "I messaggi e le chiamate sono crittografati", "Berichten en oproepen worden end-to-end versleuteld",
	"Viestit ja puhelut salataan", "Сообщения и звонки защищены", "Mesajlar ve aramalar uçtan uca şifrelidir",
	"Your security code with", "You blocked this contact", "You unblocked this contact", "This chat is with a business account",
	"Disappearing messages", "turned on disappearing messages", "Waiting for this message",
}

// groupNotices stand in what the application says and only in groups.
var groupNotices = []string{
	"created group", "created this group", "Messages to this group are now secured", "Messages you send to this group", "You were added",
	"changed the subject", "changed this group", "changed the group", "joined using this group", "joined using a group link",
	"added you", "You added", "You removed", "removed you", "You left", "'s invite link", "You're now an admin", "now an admin",
	"creó el grupo", "cambió el asunto", "se unió usando el enlace", "Se te añadió", "Te añadieron",
	"criou o grupo", "criou este grupo", "entrou usando o link", "adicionou você", "mudou o nome do grupo",
	"hat die Gruppe", "hat den Betreff", "Du wurdest hinzugefügt", "ist der Gruppe",
	"a créé le groupe", "a changé le sujet", "Vous avez été ajouté", "a rejoint via", "ha creato il gruppo", "ha cambiato l'oggetto",
	"heeft de groep", "heeft groep", "loi ryhmän", "создал(-а) группу", "создал группу", "создала группу", "grubunu oluşturdu",
}

// renamed stand in what the application says when a group gets a name.
var renamed = []string{
	"created group", "changed the subject", "changed the group name", "cambió el asunto", "cambió el nombre del grupo", "mudou o nome do grupo",
	"hat den Betreff", "hat den Gruppennamen", "a changé le sujet", "a changé le nom du groupe", "ha cambiato l'oggetto", "heeft het onderwerp",
}

// groupTails end what the application says when people come and go, and only in groups.
var groupTails = []string{" left", " was added", " joined", " salió", " saiu", " ist beigetreten", " a quitté", " è uscito", " poistui"}

// titles are how the name of an exported file begins before the title of the chat.
var titles = []string{
	"WhatsApp Chat with ", "WhatsApp Chat - ", "Chat de WhatsApp con ", "Chat de WhatsApp - ", "Conversa do WhatsApp com ", "Conversa do WhatsApp - ",
	"WhatsApp-Chat mit ", "WhatsApp Chat mit ", "WhatsApp-Chat - ", "Discussion WhatsApp avec ", "Discussion WhatsApp - ", "Chat WhatsApp con ",
	"Chat WhatsApp - ", "WhatsApp-chat met ", "WhatsApp-chat - ", "WhatsApp-keskustelu: ", "WhatsApp-keskustelu - ", "Чат WhatsApp с контактом ",
	"Чат WhatsApp с ", "Чат WhatsApp - ", "WhatsApp Sohbeti - ", "Czat WhatsApp z użytkownikiem ", "Czat WhatsApp z ", "WhatsApp-chatt med ",
	"WhatsApp-chat med ", "Chat WhatsApp dengan ", "محادثة واتساب مع ", "دردشة واتساب مع ", "Historial de chat de WhatsApp con ",
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

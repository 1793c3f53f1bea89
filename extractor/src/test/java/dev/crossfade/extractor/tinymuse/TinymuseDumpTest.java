package dev.crossfade.extractor.tinymuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.extractor.files.DamagedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TinymuseDumpTest {

  private static final String EMPTY_LISTS = "<\n0\n0\n\\";

  @Test
  void theHeaderIsARow() throws IOException {
    assertThat(ReadDump.of(new DumpText().object().text()).rows("dump"))
        .containsExactly(Arrays.asList("15", "250", "3", "1"));
  }

  @Test
  void aQuotedLineFeedAndAQuotedQuoteStandInTheText() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("a\u0015\nb\u0015\u0015c", "0\n0\n-1\n-1\n-1\n-1\n1\n0\n0\n0", EMPTY_LISTS)
                .text());

    assertThat(dump.pairs("objects", 0, 2)).containsExactly("0=a\nb\u0015c");
  }

  @Test
  void aTextThatLooksLikeStructureIsText() throws IOException {
    ReadDump dump =
        ReadDump.of(new DumpText().object(">6\n-1\n<\n>7\n-1\n>7\n" + EMPTY_LISTS).text());

    assertThat(dump.pairs("attributes", 3, 5)).containsExactly("Desc=<", "Sex=>7");
    assertThat(dump.pairs("objects", 0, 13)).containsExactly("0=<");
  }

  @Test
  void aValueMayNameADefinitionThatComesLater() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .object(">1\n1\nearly\n" + EMPTY_LISTS)
                .object("<\n0\n0\n/64\n1\nFirst\n/0\n1\nSecond\n\\")
                .text());

    assertThat(dump.rows("attributes"))
        .containsExactly(Arrays.asList("0", "1", "1", "Second", "0", "early"));
  }

  @Test
  void aDefinitionWithUnknownFlagsIsLeftOutAndTheLaterOnesMoveUp() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .object(">1\n0\nvalue\n<\n0\n0\n/1\n0\nA\n/8192\n0\nB\n/2\n0\nC\n\\")
                .text());

    assertThat(dump.pairs("definitions", 1, 3)).containsExactly("0=A", "1=C");
    assertThat(dump.pairs("attributes", 3, 5)).containsExactly("C=value");
    assertThat(dump.remarks()).hasSize(1);
  }

  @Test
  void parentsAreWrittenBackwards() throws IOException {
    ReadDump dump = ReadDump.of(new DumpText().object("<\n3\n11\n12\n4\n2\n9\n8\n\\").text());

    assertThat(dump.pairs("parents", 1, 2)).containsExactly("1=4", "2=12", "3=11");
    assertThat(dump.pairs("children", 1, 2)).containsExactly("1=8", "2=9");
  }

  @Test
  void whatTheOldServerDropsIsDroppedWithARemarkThatNamesItsLine() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .object(
                    ">0\n-1\nvanished\n>51\n-1\n7\n>999\n-1\nunknown\n>3\n5\nno definer\n"
                        + ">8\n-1\nfirst\n>8\n-1\nlast\n>9\n-1\n\n"
                        + EMPTY_LISTS)
                .text());

    assertThat(dump.pairs("attributes", 3, 5)).containsExactly("Odrop=last");
    assertThat(dump.remarks())
        .containsExactlyInAnyOrder(
            "17=object #0",
            "20=object #0",
            "23=object #0",
            "26=object #0",
            "29=object #0",
            "35=object #0");
    assertThat(dump.rows("remarks").toString())
        .doesNotContain("vanished\n", "unknown\n", "no definer", "first");
  }

  @Test
  void passwordsHaveATableOfTheirOwn() throws IOException {
    ReadDump dump = ReadDump.of(new DumpText().object(">5\n-1\npotrzebie\n" + EMPTY_LISTS).text());

    assertThat(dump.rows("passwords")).containsExactly(Arrays.asList("0", "potrzebie"));
    assertThat(dump.rows("attributes")).isEmpty();
  }

  @Test
  void aFlagIsNamedByTheTypeOfItsObject() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("thing", "0\n0\n-1\n-1\n-1\n-1\n1\n" + (0x1 | 0x10 | 0x40) + "\n0\n0")
                .record("exit", "0\n0\n-1\n-1\n-1\n-1\n1\n" + (0x2 | 0x10) + "\n0\n0")
                .record("player", "0\n0\n-1\n-1\n-1\n-1\n1\n" + (0x8 | 0x10) + "\n0\n0\n")
                .record("odd", "0\n0\n-1\n-1\n-1\n-1\n1\n" + (0x3 | 0x10) + "\n0\n0")
                .record("signed", "0\n0\n-1\n-1\n-1\n-1\n1\n-2147483647\n0\n0")
                .text());

    assertThat(dump.pairs("objects", 1, 8))
        .containsExactly(
            "thing={KEY,DARK}",
            "exit={LIGHT}",
            "player={NEWBIE}",
            "type 3={BIT_10}",
            "thing={BIT_80000000}");
  }

  @Test
  void aPlayersPowersHaveTheirLevels() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("player", "0\n0\n-1\n-1\n-1\n-1\n1\n8\n0\n0\n10/2/y/5/=/6/</7/.1/0")
                .record("robot", "0\n0\n-1\n-1\n-1\n-1\n1\n8\n0\n0\n")
                .text());

    assertThat(dump.rows("player_classes")).containsExactly(Arrays.asList("0", "10"));
    assertThat(dump.pairs("powers", 2, 3))
        .containsExactly("Announce=yes", "Chown=yeseq", "Class=yeslt", "Database=no");
  }

  @Test
  void aTimeOfZeroIsNotKnown() throws IOException {
    ReadDump dump =
        ReadDump.of(new DumpText().record("r", "0\n0\n-1\n-1\n-1\n-1\n1\n0\n1000000000\n0").text());

    assertThat(dump.pairs("objects", 9, 10)).containsExactly("2001-09-09T01:46:40Z=null");
  }

  @Test
  void contentsHaveTheirOrderAndAListThatComesBackToItselfEnds() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("room", "0\n0\n2\n-1\n-1\n-1\n1\n0\n0\n0") // contents: 2, then 1
                .record("thing", "0\n0\n1\n-1\n-1\n-1\n1\n1\n0\n0")
                .record("thing", "0\n0\n-1\n-1\n-1\n1\n1\n1\n0\n0")
                .record("itself", "3\n0\n3\n-1\n-1\n3\n1\n1\n0\n0")
                .text());

    assertThat(dump.pairs("objects", 0, 11)).containsExactly("0=null", "1=2", "2=1", "3=1");
  }

  @Test
  void aRecordFromBeforeZonesHasNone() throws IOException {
    String zoneless = new DumpText().record("old", "0\n-1\n-1\n-1\n-1\n1\n0\n0\n0").text();

    assertThat(ReadDump.of(zoneless.replace("&0", "!0")).pairs("objects", 2, 4))
        .containsExactly("old=null");
  }

  @Test
  void aFreedSlotSaysSo() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText().record("*", "-1\n0\n-1\n-1\n-1\n-1\n1\n" + 0x4001 + "\n0\n0").text());

    assertThat(dump.pairs("objects", 0, 20)).containsExactly("0=true");
  }

  @Test
  void aMessageMayHoldColonsAndABrokenLineIsPassedOverWithARemark() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .object()
                .mail("+1:2:1000000000:0:4:Re: what: else")
                .mail("not a message")
                .mail("+2:1:0:1000000000:2:")
                .text());

    assertThat(dump.rows("mail"))
        .containsExactly(
            Arrays.asList("1", "1", "2", "2001-09-09T01:46:40Z", null, "4", "Re: what: else"),
            Arrays.asList("2", "2", "1", null, "2001-09-09T01:46:40Z", "2", ""));
    assertThat(dump.remarks()).containsExactly("23=the mail");
  }

  @Test
  void theObjectsThatALockNamesAreRows() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .object(
                    ">129\n-1\n!=#1&(+#2|@#3)|@(#4=Vault:x)|#5.Va:y|Sex:f*|[f(#9)]\n"
                        + ">130\n-1\n((\n"
                        + EMPTY_LISTS)
                .text());

    assertThat(dump.pairs("lock_references", 3, 4))
        .containsExactly("1=1", "2=2", "3=3", "4=4", "5=5");
    assertThat(dump.rows("attributes")).hasSize(2);
    assertThat(dump.remarks()).hasSize(1);
  }

  @Test
  void aLineLongerThanTheOldServersBufferIsReadWhole() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText().object(">6\n-1\n" + "x".repeat(5000) + "\n" + EMPTY_LISTS).text());

    assertThat(dump.rows("attributes").get(0).get(5)).hasSize(5000);
    assertThat(dump.rows("remarks").toString()).contains("1039 bytes");
  }

  @Test
  void theEncodingIsTheOneThatWasSaid() throws IOException {
    byte[] utf8 =
        new DumpText()
            .record("M\u00fcnster \u2603", "0\n0\n-1\n-1\n-1\n-1\n1\n0\n0\n0")
            .text()
            .getBytes(StandardCharsets.UTF_8);

    assertThat(ReadDump.of(utf8, StandardCharsets.UTF_8).pairs("objects", 0, 2))
        .containsExactly("0=M\u00fcnster \u2603");
    byte[] latin = "@15\n1\n0\n~1\n&0\n\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ReadDump.of(latin, StandardCharsets.UTF_8))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(
            "dump.db: line 6, object #0: bytes that are no UTF-8: see old.tinymuse.encoding");
  }

  @Test
  void anEncodingThatIsNoneOrDoesNotExtendAsciiIsRefused() {
    TinymuseFormat format = new TinymuseFormat();
    assertThatThrownBy(() -> format.check(Map.of("encoding", "KLINGON")))
        .hasMessage("there is no encoding KLINGON");
    assertThatThrownBy(() -> format.check(Map.of("encoding", "UTF-16")))
        .hasMessage("UTF-16 is no encoding that extends ASCII");
  }

  @Test
  void damageIsToldWithLineAndRecordAndWithoutAValue() {
    assertDamaged("@14\n", "line 1, the header: a dump of version 14");
    assertDamaged("@15\n250\n0\n~1\n&1\n", "line 5, object #0: expected object #0, found #1");
    assertDamaged("@15\n250\n0\n~1\n?0\n", "line 5, object #0: expected object #0");
    String whole = new DumpText().object().object().text();
    assertDamaged(whole.replace("~2", "~3"), "line 37, object #2: expected object #2");
    assertDamaged(whole.replace("~2", "~1"), "line 21, the end of the objects: expected the end");
    assertDamaged(
        whole.replace("***END OF DUMP***\n", ""),
        "line 37, the end of the objects: the file ends here");
    assertDamaged(whole.replace("***END OF DUMP***\n", "***END"), "line 37, the end of the obj");
    assertDamaged(
        whole.replaceFirst("room\n0\n", "room\nsecret\n"), "line 7, object #0: expected a w");
    assertDamaged(whole.replace("\n", "\r\n"), "carriage return");
    assertDamaged(whole + "+1:2:3:4:5:no line feed", "line 38, the mail: the file ends inside");
    assertDamaged(whole.replaceFirst("room", "ro\u0000om"), "line 6, object #0: a zero byte");
  }

  private static void assertDamaged(String text, String message) {
    assertThatThrownBy(() -> ReadDump.of(text))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("dump.db: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void referencesAreSoundAsTheOldServersOwnCheckLeavesThem() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("start", "0\n2\n-1\n-1\n-1\n-1\n1\n0\n0\n0")
                .record("root", "0\n-1\n-1\n-1\n0\n-1\n1\n8\n0\n0\n")
                .record("lost", "77\n88\n-1\n-1\n99\n-1\n0\n1\n0\n0")
                .record("exit", "4\n0\n-1\n-1\n4\n-1\n1\n2\n0\n0")
                .record("*", "-1\n-1\n-1\n-1\n-1\n-1\n1\n" + 0x4001 + "\n0\n0")
                .record("room", "66\n-1\n-1\n-1\n-3\n-1\n1\n0\n0\n0")
                .text());

    assertThat(dump.rows("objects").stream().map(row -> row.subList(16, 20)))
        .containsExactly(
            Arrays.asList("0", "2", null, "1"),
            Arrays.asList("0", null, "0", "1"),
            Arrays.asList("0", "2", "0", "1"),
            Arrays.asList(null, "0", null, "1"),
            Arrays.asList(null, null, null, "1"),
            Arrays.asList("5", null, null, "1"));
    assertThat(dump.remarks())
        .containsExactlyInAnyOrder(
            "38=object #2",
            "38=object #2",
            "38=object #2",
            "54=object #3",
            "54=object #3",
            "86=object #5");
  }

  @Test
  void aPlayersClassAndPowersStandInTheObjectToo() throws IOException {
    ReadDump dump =
        ReadDump.of(
            new DumpText()
                .record("player", "0\n0\n-1\n-1\n-1\n-1\n1\n8\n0\n0\n3/2/y/99/</0")
                .text());

    assertThat(dump.pairs("objects", 14, 15)).containsExactly("3={Announce:yes,99:yeslt}");
  }
}

package dev.crossfade.operator.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.crossfade.loader.LoaderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class DiagnosisTest {

  @Test
  void serversThatDoNotAnswerAreUnreachable() {
    assertThat(code(new SQLException("refused", "08001"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(code(new SQLException("wrong password", "28P01"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(code(new SQLException("no such database", "3D000"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(code(new TimeoutException("no broker"))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(code(new SaslAuthenticationException("who"))).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void theCauseCountsWhereverItStands() {
    Throwable failure =
        new IllegalStateException(new LoaderException("x", new SQLException("gone", "08006")));

    assertThat(code(failure)).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void refusalsHaveTheirReason() {
    assertThat(code(new LoaderException("another migration has it"))).isEqualTo(ExitCode.NO);
    assertThat(code(new SQLException("permission denied", "42501"))).isEqualTo(ExitCode.NO);
    assertThat(code(new SQLException("lock time-out", "55P03"))).isEqualTo(ExitCode.NO);
    assertThat(code(new SQLException("disk full", "53100"))).isEqualTo(ExitCode.NO);
    assertThat(code(new ConfigException("sasl"))).isEqualTo(ExitCode.CONFIGURATION);
  }

  @Test
  void whatNobodyForesawIsABugOfOurs() {
    assertThat(Diagnosis.of(new NullPointerException())).isEmpty();
    assertThat(Diagnosis.of(new SQLException("syntax error", "42601"))).isEmpty();
  }

  @Test
  void theDetailOfAServersMessageIsNotRepeated() {
    OperatorFailure failure =
        Diagnosis.of(new SQLException("denied\n  Detail: row (7, secret)", "42501")).orElseThrow();

    assertThat(failure).hasMessageContaining("denied").hasMessageNotContaining("secret");
  }

  // Red without FileTrouble: bugs of ours.
  @Test
  void aFileThatCannotBeReadOrWrittenHasItsReasonAndAMend() {
    OperatorFailure full = told(new IOException("No space left on device"));
    assertThat(full).hasMessage("cannot write /a/b: No space left on device");
    assertThat(full.hint()).isEqualTo("make room on that disk and try again");
    assertThat(full.code()).isEqualTo(ExitCode.NO);

    OperatorFailure denied = told(new AccessDeniedException("/a/b.new"));
    assertThat(denied).hasMessage("cannot write /a/b: /a/b.new: access denied");
    assertThat(told(new FileSystemException("/a/b.new", null, "Read-only file system")).hint())
        .isEqualTo("mount that disk for writing");
    assertThat(code(new IllegalStateException(new NoSuchFileException("/a"))))
        .isEqualTo(ExitCode.NO);
    assertThat(Diagnosis.of(new UncheckedIOException(new NoSuchFileException("/a"))).orElseThrow())
        .hasMessage("a file cannot be used: /a: no such file or folder");
    assertThat(Diagnosis.of(new UncheckedIOException(new JsonParseException(null, "no JSON"))))
        .isEmpty();
  }

  private static OperatorFailure told(IOException why) {
    return Diagnosis.of(
            new IllegalStateException(new UncheckedIOException("cannot write /a/b", why)))
        .orElseThrow();
  }

  // As they come from the driver, without an SQLSTATE. Red without SqliteDiagnosis: a bug of ours.
  @Test
  void whatSqliteRefusesHasItsReasonAndAMendForAFile() {
    assertThat(code(sqlite(SQLiteErrorCode.SQLITE_CANTOPEN))).isEqualTo(ExitCode.UNREACHABLE);
    for (SQLiteErrorCode code :
        List.of(
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_NOTADB)) {
      OperatorFailure failure = Diagnosis.of(sqlite(code)).orElseThrow();
      assertThat(failure.code()).isEqualTo(ExitCode.NO);
      assertThat(failure).hasMessageContaining("the SQLite file").hasMessageContaining("app.db");
    }
    assertThat(Diagnosis.of(sqlite(SQLiteErrorCode.SQLITE_ERROR))).isEmpty();
  }

  private static SQLException sqlite(SQLiteErrorCode code) {
    return new SQLiteException("app.db: refused", code);
  }

  private static ExitCode code(Throwable failure) {
    return Diagnosis.of(failure).orElseThrow().code();
  }
}

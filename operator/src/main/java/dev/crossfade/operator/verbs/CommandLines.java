package dev.crossfade.operator.verbs;

import dev.crossfade.operator.demo.DemoVerb;
import dev.crossfade.operator.demo.crearis.CrearisDemo;
import dev.crossfade.operator.demo.quanta.QuantaDemo;
import dev.crossfade.operator.demo.theprogram.TheprogramDemo;
import dev.crossfade.operator.demo.tinymuse.TinymuseDemo;
import dev.crossfade.operator.demo.tux.TuxDemo;
import dev.crossfade.operator.failure.Diagnosis;
import dev.crossfade.operator.failure.ExitCode;
import dev.crossfade.operator.failure.OperatorFailure;
import dev.crossfade.operator.process.Surroundings;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Puts the verbs together, and ends each with an exit code and a message that helps. */
public final class CommandLines {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

  private final Surroundings surroundings;

  private CommandLines(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Adds all verbs to the program's own command. */
  public static CommandLine with(Object program, Surroundings surroundings) {
    CommandLine line = new CommandLine(program);
    line.addSubcommand(
        new DemoVerb(
            surroundings,
            Map.of(
                "tux", (folder, file) -> new TuxDemo(folder),
                "tinymuse", TinymuseDemo::new,
                "crearis", CrearisDemo::new,
                "quanta", (folder, file) -> new QuantaDemo(folder),
                "theprogram", (folder, file) -> new TheprogramDemo(folder))));
    line.addSubcommand(new CheckVerb(surroundings));
    line.addSubcommand(new ExplainVerb(surroundings));
    line.addSubcommand(new PrepareVerb(surroundings));
    ServiceVerb.addTo(line, surroundings);
    line.addSubcommand(new StatusVerb(surroundings));
    line.addSubcommand(new VerifyVerb(surroundings));
    line.addSubcommand("dead", DeadVerb.with(surroundings));
    line.addSubcommand(new ReplayVerb(surroundings));
    line.addSubcommand(new UnprepareVerb(surroundings));
    CommandLines end = new CommandLines(surroundings);
    line.setExecutionExceptionHandler((failure, command, parsed) -> end.failed(failure, command));
    line.setParameterExceptionHandler(end::misused);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private int misused(CommandLine.ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println(name(command) + ": " + mistake.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    command.getErr().println("  hint: " + name(command) + " --help");
    command.getErr().flush();
    return ExitCode.CONFIGURATION.number();
  }

  private int failed(Exception failure, CommandLine command) {
    if (surroundings.interruption().isRequested()) {
      return ExitCode.INTERRUPTED.number();
    }
    Optional<OperatorFailure> known = Diagnosis.of(failure);
    if (known.isPresent()) {
      LOG.debug("{} ends", name(command), failure);
      say(command, String.valueOf(known.get().getMessage()), known.get().hint());
      return known.get().code().number();
    }
    LOG.error("a bug in {}", name(command), failure);
    say(
        command,
        "this is a bug in Crossfade (" + failure.getClass().getSimpleName() + ")",
        "the log holds what happened: "
            + logPlace()
            + "; please report it with that file."
            + " Nothing is lost: every verb can be run again");
    return ExitCode.BUG.number();
  }

  private static String logPlace() {
    return "<state>/logs";
  }

  private static void say(CommandLine command, String what, String hint) {
    command.getErr().println(name(command) + ": " + what);
    command.getErr().println("  hint: " + hint);
    command.getErr().flush();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}

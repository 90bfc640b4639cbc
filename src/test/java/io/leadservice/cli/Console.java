package io.leadservice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** A call of {@code bin/lead} inside the test: what it printed and how it ended. */
public final class Console {

    public final int code;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Console(Map<String, String> env, String[] arguments) {
        CommandLine line = LeadCommand.commandLine(env, arguments);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        code = line.execute(arguments);
    }

    public static Console call(Map<String, String> env, String... arguments) {
        return new Console(env, arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}

package org.recu.cli;

import java.util.ArrayList;
import java.util.List;

/** The text of {@code recu --help}: the commands, and where to read more. */
final class Overview {

  private Overview() {}

  static List<String> lines(Commands commands) {
    List<String> lines = new ArrayList<>();
    lines.add("recu: trains, evaluates and exports binary neural networks (ReCU, ICCV 2021)");
    lines.add("");
    lines.add("Usage: recu [command] [options]");
    lines.add("");
    lines.add("Commands");
    for (Command command : commands.all()) {
      HelpPage page = command.help();
      lines.add("  " + page.name() + " ".repeat(12 - page.name().length()) + page.summary());
    }
    lines.add("  help        this page, or with a command's name that command's options");
    lines.add("");
    lines.add("Without a command it trains, with -e PATH it evaluates: the published program's");
    lines.add("options are understood. recu COMMAND --help lists a command's options, recu");
    lines.add("--version prints the version.");
    lines.add("");
    lines.add(HelpPage.EXIT_CODES);
    lines.add("");
    lines.add("Examples");
    for (Command command : commands.all().subList(0, 2)) {
      lines.add("  " + command.help().examples().get(0));
    }
    return lines;
  }
}

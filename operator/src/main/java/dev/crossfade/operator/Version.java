package dev.crossfade.operator;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Crossfade.class.getPackage().getImplementationVersion();
    return new String[] {"crossfade " + (version == null ? "from sources" : version)};
  }
}

package dev.crossfade.mapping.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NodeParserTest {

  /** Taken from PostgreSQL 17.11. */
  private static final String CONSTANT =
      "{CONST :consttype 25 :consttypmod -1 :constcollid 100 :constlen -1 :constbyval false"
          + " :constisnull false :location -1 :constvalue 6 [ 24 0 0 0 -61 -87 ]}";

  @Test
  void readsAConstantsBytes() {
    Node node = NodeParser.parse(CONSTANT).get(0);

    assertThat(node.tag()).isEqualTo("CONST");
    assertThat(node.number("consttype")).isEqualTo(25);
    assertThat(node.values("constvalue"))
        .containsExactly("6", "[", "24", "0", "0", "0", "-61", "-87", "]");
  }

  @Test
  void readsListsOfNodesNamesAndNumbers() {
    Node node =
        NodeParser.parse(
                "({RTE :colnames (\"a\\ b\" \"c\\\"d\" \"e\\ f\") :coltypes (o 23 20) :empty <>"
                    + " :bounds (<> {X :y 1})})")
            .get(0);

    assertThat(node.list("colnames")).isEqualTo(java.util.List.of("a b", "c\"d", "e f"));
    assertThat(node.list("coltypes")).isEqualTo(java.util.List.of("o", "23", "20"));
    assertThat(node.isAbsent("empty")).isTrue();
    assertThat(node.list("bounds").get(0)).isEqualTo("");
    assertThat(node.list("bounds").get(1)).isInstanceOf(Node.class);
  }

  @Test
  void refusesWhatIsNoTree() {
    assertThatThrownBy(() -> NodeParser.parse("{CONST :consttype 25"))
        .isInstanceOf(NodeFormatException.class);
    assertThatThrownBy(() -> NodeParser.parse("{CONST consttype}"))
        .isInstanceOf(NodeFormatException.class)
        .hasMessageContaining("CONST");
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Texts as people, programs and attackers write them.
final class ManyTexts {

  private static final List<String> WRITTEN =
      List.of(
          "",
          " ",
          "\n",
          "Hello, world!",
          "hello",
          "HELLO WORLD",
          "The quick brown fox jumps over the lazy dog.",
          "I've told you: don't; it's they'll we'd I'M HE'S",
          "Ünïcödé nâïve café Ångström Łódź",
          "cafe\u0301 nai\u0308ve A\u030angstro\u0308m \u1e9e",
          "ΟΔΥΣΣΕΥΣ Σίσυφος ΑΣ",
          "İstanbul DİYARBAKIR ılık",
          "Привет, как дела? ЁЖИК Й",
          "שָׁלוֹם עולם",
          "مَرْحَبًا بالعالم ١٢٣",
          "नमस्ते दुनिया हिन्दी",
          "สวัสดีชาวโลก",
          "你好,世界。这是一个测试!",
          "東京タワーは高いです。ﾊﾝｶｸ ＦＵＬＬ",
          "안녕하세요 세계 각",
          "𠀋𠮷野家 𝒜𝓁𝓅𝒽𝒶 𝟘𝟙",
          "😀 😃😄 👩‍👩‍👧‍👦 👍🏽 🇩🇪🇫🇷 ❤️",
          "a\u200bb\u200dc\ufeffd\u00ade",
          "tab\tnew\nline\r\ncarriage\rform\fvertical\u000b\u0085\u2028\u2029end",
          "nul\u0000bell\u0007esc\u001bdel\u007fc1\u0080\u009f",
          "\u00a0\u1680\u2003\u202f\u205f\u3000spaces\u00a0all",
          "\ufffd\ufffe \ue000 private \udb40\udc41",
          "1234567890 3.14159 1,000,000 ½ Ⅷ ² ٣ ৪",
          "a1b2c3 v2.0.1 192.168.0.1",
          "https://example.org/path?query=1&x=y#frag user@example.org",
          "if (a<b && c>=d) { return \"x\\n\"; } // <tag/> $100 `code` ~^|",
          "—–‐‑“quoted” ‘single’ «guillemets» …¿¡§¶",
          "snake_case camelCase kebab-case SCREAMING_CASE",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "x".repeat(100) + " " + "y".repeat(101) + " " + "z".repeat(1_000),
          "😀".repeat(60) + " " + "é".repeat(100) + " " + "e\u0301".repeat(100),
          "[CLS] text [SEP] more [MASK] [PAD] [UNK] [cls] [ MASK ]",
          "before[MASK]after  [MASK]  spaced",
          "<s>text</s> <mask> <unk> <pad> <|endoftext|> <|begin_of_text|>x",
          "▁already ▁▁ marked_ ▁",
          "  leading and trailing  ",
          "many     spaces      between",
          "don't stop  'll 've  '",
          "ﬁ ﬂ ﬀ ℌ ℵ ① ㌀ ㍿ Ⅳ",
          "ѐ ё ї й ў ӑ ǆ ǅ Ǆ ß ẞ ſ",
          "\ud83d\ude00x\u0301\u0302\u0303\u0304\u0305 zalgo",
          "क्षत्रिय ক্ষ ක්‍ර",
          "##ing ## # ##a",
          "Ġhello Ċ Ā",
          "0x0A <0x0A> <0xZZ>");

  /// Beginnings of ranges of characters, and how many are taken of each.
  private static final int[][] ALPHABETS = {
    {'a', 26},
    {'a', 26},
    {'A', 26},
    {'0', 10},
    {0x21, 15},
    {0xC0, 60},
    {0x100, 120},
    {0x300, 40},
    {0x391, 56},
    {0x410, 64},
    {0x5D0, 27},
    {0x627, 36},
    {0x905, 60},
    {0x3041, 80},
    {0x4E00, 3_000},
    {0xAC00, 2_000},
    {0x1F600, 70},
    {0x20000, 100},
    {0x2000, 0x40},
    {0x00, 0x20},
    {0xFF01, 94}
  };

  private ManyTexts() {}

  /// @param made how many are made up besides those that are written
  static List<String> with(int made) {
    List<String> all = new ArrayList<>(WRITTEN);
    Random random = new Random(20260101);
    for (int i = 0; i < made; i++) {
      StringBuilder text = new StringBuilder();
      int words = 1 + random.nextInt(12);
      for (int word = 0; word < words; word++) {
        int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        int letters = 1 + random.nextInt(10);
        for (int letter = 0; letter < letters; letter++) {
          boolean strange = random.nextInt(12) == 0;
          int[] from = strange ? ALPHABETS[random.nextInt(ALPHABETS.length)] : alphabet;
          text.appendCodePoint(from[0] + random.nextInt(from[1]));
        }
        text.append(random.nextInt(5) == 0 ? "" : " ");
      }
      all.add(text.toString());
    }
    return all;
  }
}

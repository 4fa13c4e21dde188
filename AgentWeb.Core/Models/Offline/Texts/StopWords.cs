namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>Words that say nothing about what a text is about.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> Words = new(
        ("a about after all also am an and any are as at be because been before but by can could did do does for from get had has have he her "
        + "here him his how i if in into is it its just like may me might more most my no not of off on one only or other our out over own "
        + "please said same say she should so some such than that the their them then there these they this those through to too up us very "
        + "was we were what when where which while who why will with would you your").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether <paramref name="word"/>, in lower case, carries meaning.</summary>
    public static bool IsContent(string word) => !Words.Contains(word) && (word.Length > 1 || word[0] > '\u2E7F' || char.IsAsciiDigit(word[0]));
}

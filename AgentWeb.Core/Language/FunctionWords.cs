namespace AgentWeb.Core.Language;

/// <summary>
/// Words that hold sentences together and say nothing about what they are about, folded as <see cref="Data.Search.Words"/> folds. They
/// are not searched for, and tell which language a text is in.
/// </summary>
internal static class FunctionWords
{
    private static readonly HashSet<string> English = Set(
        "a about above after again against all also am an and any are as at be because been before being below between both but by can cannot "
        + "could did do does doing don down during each either else ever every few for from further get gets got had has have having he her here "
        + "hers herself him himself his how however i if in into is it its itself just ll like may me might mine more most much must my myself "
        + "need needs no nor not of off on once one only or other others our ours ourselves out over own per please same shall she should so "
        + "some such t tell than that the their theirs them themselves then there these they this those though through thus to too under until "
        + "up upon us ve very was we were what when where whether which while who whom whose why will with within without would yes you your "
        + "yours yourself s re d m");

    private static readonly HashSet<string> German = Set(
        "ab aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim bereits bin bis bist bitte "
        + "da dabei dadurch dafur dagegen daher damit danach dann daran darauf daraus darf darin daruber darum das dass davon dazu dein deine dem "
        + "den denn der deren des dessen desto die dies diese diesem diesen dieser dieses doch dort du durch durfen ein eine einem einen einer "
        + "eines einige einmal er erst es etwa etwas euch euer fur ganz gar geben gegen gibt habe haben hat hatte hatten hier hin hinter ich ihm "
        + "ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem innerhalb ins ist ja jede jedem jeden jeder jedes jedoch jene jetzt kann kein "
        + "keine keinem keinen keiner konnen konnte lange machen man manche mehr mein meine meinem meinen meiner mit mich mir muss mussen nach "
        + "nachdem nicht nichts noch nun nur ob obwohl oder ohne pro sehr sein seine seinem seinen seiner seit selbst sich sie sind so sobald sofern "
        + "solche soll sollen sollte somit sondern sonst soweit sowie sowohl um und uns unser unsere unter viel viele vom von vor wahrend wann war "
        + "waren warum was weder wegen weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wieder wieviel will "
        + "wir wird wo woher wohin wollen wurde wurden zu zum zur zwar zwischen");

    /// <summary>Whether a text of <paramref name="language"/> says something by this word.</summary>
    public static bool SaySomething(string folded, TextLanguage language) =>
        !(language == TextLanguage.German ? German : English).Contains(folded);

    /// <summary>The language whose small words a text has more of; English when there is nothing to tell by.</summary>
    public static TextLanguage LanguageOf(IEnumerable<string> folded)
    {
        var lead = 0;
        foreach (var word in folded)
        {
            lead += (German.Contains(word) ? 1 : 0) - (English.Contains(word) ? 1 : 0);
        }

        return lead > 0 ? TextLanguage.German : TextLanguage.English;
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}

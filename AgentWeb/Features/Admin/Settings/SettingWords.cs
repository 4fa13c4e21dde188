using System.Globalization;
using AgentWeb.Core.Configuration;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Admin.Settings;

/// <summary>What is said about settings, in the reader's language.</summary>
internal static class SettingWords
{
    /// <summary>The name of a section; one that has no words keeps its own.</summary>
    public static string Section(IStringLocalizer<Words> words, string name) => name switch
    {
        "Chat" => words["Chat"],
        "Queue" => words["Queue"],
        "Runs" => words["Replies"],
        "Models" => words["Models"],
        "Files" => words["Files"],
        "Context" => words["Context"],
        "Accounts" => words["Accounts"],
        "Retention" => words["Retention"],
        "RateLimits" => words["Rate limits"],
        "Backup" => words["Backup"],
        _ => name,
    };

    /// <summary>Where a value comes from.</summary>
    public static string Source(IStringLocalizer<Words> words, SettingView view) => view.Source switch
    {
        SettingSource.Default => words["Default"],
        SettingSource.File => view.File ?? words["File"],
        SettingSource.Environment => words["Environment"],
        SettingSource.CommandLine => words["Command line"],
        SettingSource.Database => words["Changed here"],
        _ => words["Host"],
    };

    /// <summary>A value as a person writes it.</summary>
    public static string? Shown(SettingDefinition setting, string? value) => setting.Kind == SettingKind.Duration ? SettingText.ForPerson(value) : value;

    /// <summary>What a setting may be; nothing where that says itself.</summary>
    public static string Limits(IStringLocalizer<Words> words, SettingDefinition setting) => (Bound(setting, setting.Minimum), Bound(setting, setting.Maximum)) switch
    {
        ({ } least, { } most) => words["From {0} to {1}", least, most],
        ({ } least, null) => words["{0} or more", least],
        _ => "",
    };

    /// <summary>What is wrong with a value.</summary>
    public static string Problem(IStringLocalizer<Words> words, SettingDefinition setting, SettingProblem problem) => problem.Kind switch
    {
        SettingProblemKind.OutOfRange => Limits(words, setting),
        SettingProblemKind.Unreadable => setting.Kind switch
        {
            SettingKind.Integer => words["A whole number"],
            SettingKind.Number => words["A number"],
            SettingKind.Duration => words["A length of time such as 30 s, 10 min, 24 h or 30 d"],
            _ => problem.Message,
        },
        _ => problem.Message,
    };

    private static string? Bound(SettingDefinition setting, string? bound) => setting.Kind switch
    {
        SettingKind.Duration => bound is null ? null : SettingText.ForPerson(bound),
        SettingKind.Integer when long.TryParse(bound, CultureInfo.InvariantCulture, out var number) => number.ToString("N0", CultureInfo.CurrentUICulture),
        _ => bound,
    };
}

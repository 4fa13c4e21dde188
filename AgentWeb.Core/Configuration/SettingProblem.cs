namespace AgentWeb.Core.Configuration;

/// <summary>Why a value does not count.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Message">A sentence that begins with the key.</param>
public sealed record SettingProblem(string Key, SettingProblemKind Kind, string Message);

/// <summary>What is wrong with a value.</summary>
public enum SettingProblemKind
{
    /// <summary>It cannot be read as what the setting is.</summary>
    Unreadable,

    /// <summary>It is below the least or above the most.</summary>
    OutOfRange,

    /// <summary>It breaks another rule, alone or together with others.</summary>
    Refused,
}

using System.Diagnostics.CodeAnalysis;

namespace AgentWeb.Core.Results;

/// <summary>The value of a use case, or the expected failure that stood in its way.</summary>
/// <typeparam name="T">What the use case gives when it succeeds.</typeparam>
public readonly record struct Result<T>
{
    private Result(T? value, Error? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value; null when it failed.</summary>
    public T? Value { get; }

    /// <summary>The failure; null when it succeeded.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, error: null);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}

namespace Microsoft.SqlServer.Server;

#pragma warning disable MA0048 // The four types exist only so that SqlClient finds them; this product uses none.

/// <summary>A user-defined type that writes itself.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    void Write(BinaryWriter w);
}

/// <summary>How a user-defined type is serialized.</summary>
public enum Format
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>By its fields.</summary>
    Native = 1,

    /// <summary>By itself.</summary>
    UserDefined = 2,
}

/// <summary>A type that is not a valid user-defined type.</summary>
public sealed class InvalidUdtException : SystemException
{
    /// <summary>Creates it without a message.</summary>
    public InvalidUdtException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and a cause.</summary>
    public InvalidUdtException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Marks a type as a user-defined type of SQL Server.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How it is serialized.</summary>
    public Format Format { get; } = format;

    /// <summary>Largest size in bytes, -1 for up to 2 GB.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>All values have the same size.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Values sort by their bytes.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>Name of the method that validates a value.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>Name of the type.</summary>
    public string? Name { get; set; }
}

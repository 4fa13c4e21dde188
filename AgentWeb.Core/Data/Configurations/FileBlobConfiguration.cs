using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class FileBlobConfiguration : IEntityTypeConfiguration<FileBlob>
{
    public void Configure(EntityTypeBuilder<FileBlob> builder)
    {
        builder.HasKey(b => b.Hash);
        builder.Property(b => b.Hash).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(b => b.StoreKey).IsUnique();
    }
}

using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.HasKey(f => f.Seq);
        builder.Property(f => f.Seq).ValueGeneratedOnAdd();
        builder.Property(f => f.Name).HasMaxLength(StoredFile.MaxNameLength);
        builder.Property(f => f.ContentType).HasMaxLength(128);
        builder.Property(f => f.Hash).HasMaxLength(64).IsUnicode(false);
        builder.Property(f => f.ErrorCode).HasMaxLength(64);
        builder.Property(f => f.ErrorMessage).HasMaxLength(1000);
        builder.Property(f => f.LeaseOwner).HasMaxLength(128);
        builder.Property(f => f.EmbeddingModel).HasMaxLength(256);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(f => f.Id).IsUnique();

        // A user's files, newest first, and the sum of their sizes.
        builder.HasIndex(f => new { f.OwnerId, f.Seq });

        // What waits, and whose lease ran out.
        builder.HasIndex(f => new { f.Status, f.LeaseUntil });
        builder.HasIndex(f => f.Hash);
    }
}
